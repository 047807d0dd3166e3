/** An event as a reader meets it: what was written, and where in the stream it stands. */
export interface RecordedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: object;
  readonly timestamp: string;
  readonly by: string;
  /** The stream's version once the event's record is counted: 1 for the first record. */
  readonly version: number;
}

/** How a stream's events become its state. Pure; `reducer` is raised when old snapshots no longer fit. */
export interface Projection<State> {
  readonly reducer: number;
  initial(): State;
  evolve(state: State, event: RecordedEvent): State;
  /** The few facts for `view.json`, at most 2 KB; left out where nobody reads one. */
  view?(state: State): object;
  /** True when a value read from a snapshot has the state's shape. */
  accepts(value: unknown): value is State;
}

/** Where a reader stands in one stream, and the state there. Mutable: `catchUp` moves it on. */
export interface Cursor<State> {
  readonly directory: string;
  readonly projection: Projection<State>;
  segment: number;
  offset: number;
  version: number;
  state: State;
  recentIds: string[];
  /** Lines that failed their checksum and were passed over. */
  damaged: number;
  /** Versions that writers saw and this reader did not: records lost to damage. */
  gaps: number;
  /** Where the snapshot on disk stands. */
  folded: { segment: number; offset: number };
}

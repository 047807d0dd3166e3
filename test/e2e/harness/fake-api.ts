import { EventEmitter } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Choice } from './choose.ts';
import { choose } from './choose.ts';
import type { Body, Scene, Script } from './script.ts';
import { streamMessage, wholeMessage } from './wire.ts';

/** One recorded request for an answer. Probes and token counts are not recorded. */
export interface ApiRequest extends Choice {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Body;
  /** The session as the client's header names it. */
  readonly session: string | undefined;
  /** The subagent as the client's header names it; undefined for the main conversation. */
  readonly agent: string | undefined;
}

/** A scripted Messages API on loopback. It knows no secrets and checks none. */
export interface FakeApi {
  readonly url: string;
  /** All requests for answers so far, oldest first. */
  readonly requests: readonly ApiRequest[];
  /** Adds or replaces a scene; requests from now on see it. */
  scene(name: string, scene: Scene): void;
  /** The requests of the conversations themselves (no summaries, no titles), of one scene if named. */
  turns(scene?: string): readonly ApiRequest[];
  /** Resolves with the first request, past or future, that fits; rejects after the timeout. */
  seen(fits: (request: ApiRequest) => boolean, timeoutMs?: number): Promise<ApiRequest>;
  close(): Promise<void>;
}

function first(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

async function readBody(request: IncomingMessage): Promise<Body> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Body);
}

function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

/** Starts the fake on a free loopback port. The script may be extended later with `scene`. */
export async function startFakeApi(script: Script): Promise<FakeApi> {
  const scenes: Record<string, Scene> = { ...script.scenes };
  const requests: ApiRequest[] = [];
  const arrivals = new EventEmitter().setMaxListeners(0);
  let serial = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    if (request.method === 'HEAD') {
      response.writeHead(200).end();
      return;
    }
    const body = await readBody(request);
    if (!path.startsWith('/v1/messages')) {
      sendJson(response, 404, { type: 'error', error: { type: 'not_found_error', message: path } });
      return;
    }
    if (path.includes('count_tokens')) {
      sendJson(response, 200, { input_tokens: Math.ceil(JSON.stringify(body).length / 4) });
      return;
    }
    const choice = choose({ ...script, scenes }, body);
    const { turn } = choice;
    const recorded: ApiRequest = {
      ...choice,
      time: Date.now(),
      headers: request.headers,
      body,
      session: first(request.headers['x-claude-code-session-id']),
      agent: first(request.headers['x-claude-code-agent-id']),
    };
    requests.push(recorded);
    arrivals.emit('request', recorded);
    if (turn.hold === true) return;
    if (turn.afterMs !== undefined) await pause(turn.afterMs, undefined, { ref: false });
    if (turn.fail !== undefined) {
      const { status, type, message, headers } = turn.fail;
      sendJson(response, status, { type: 'error', error: { type, message } }, headers);
      return;
    }
    serial += 1;
    const model = body.model ?? 'unnamed';
    if (body.stream === true) await streamMessage(response, turn, serial, model);
    else sendJson(response, 200, wholeMessage(turn, serial, model));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendJson(response, 400, { type: 'error', error: { type: 'api_error', message: String(error) } });
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the fake API has no port');

  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    scene: (name, scene) => {
      scenes[name] = scene;
    },
    turns: (scene) =>
      requests.filter(
        (request) => request.purpose === 'turn' && (scene === undefined || request.scene === scene),
      ),
    seen: (fits, timeoutMs = 30_000) =>
      new Promise((resolve, reject) => {
        const known = requests.find(fits);
        if (known !== undefined) return resolve(known);
        const look = (request: ApiRequest): void => {
          if (fits(request)) settle(() => resolve(request));
        };
        const settle = (then: () => void): void => {
          clearTimeout(clock);
          arrivals.off('request', look);
          then();
        };
        const late = new Error(`no such API request within ${timeoutMs} ms`);
        const clock = setTimeout(() => settle(() => reject(late)), timeoutMs);
        arrivals.on('request', look);
      }),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** The path, below the client's configuration folder, that marks a status line as Baton's own. */
const MARKER = '/baton/launch.sh';

/**
 * The status line as it stands in the settings. It names no absolute path and no version, so the same text
 * is right in a shared project file, after an update and on a machine without Baton, where it prints nothing.
 */
export const STATUS_LINE_COMMAND =
  `b="\${CLAUDE_CONFIG_DIR:-$HOME/.claude}${MARKER}"; ` +
  '[ -r "$b" ] && set -- statusline && . "$b"; exit 0';

/** True for a command line that starts Baton through its launcher, in this or an earlier wording. */
export function isBatonCommand(command: unknown): boolean {
  return typeof command === 'string' && command.includes(MARKER);
}

/**
 * The launcher that the client's commands read in with `.`, having set $1 to `statusline`, `subagents` or
 * `hook` (then $2 is the event). It finds the plugin wherever it lies now, starts no process of its own
 * before Node takes the shell's place, and ends with 0 and no output when there is nothing to start.
 */
export const LAUNCHER = `# Baton's launcher. Installed by \`baton install\`, removed by \`baton uninstall\`.
# Read in by the status line: set -- statusline|subagents|hook <event>; . launch.sh
baton_config="\${CLAUDE_CONFIG_DIR:-\${HOME:-}/.claude}"

# The folder named at installation, else the newest copy the client keeps that is still in use.
baton_root=
[ -r "$baton_config/baton/root" ] && IFS= read -r baton_root < "$baton_config/baton/root"
if [ ! -r "$baton_root/dist/statusline.cjs" ]; then
  baton_root=
  for baton_copy in "$baton_config"/plugins/cache/baton/baton/*/; do
    baton_copy="\${baton_copy%/}"
    [ -r "$baton_copy/dist/statusline.cjs" ] || continue
    [ -e "$baton_copy/.orphaned_at" ] && continue
    if [ -z "$baton_root" ] || [ "$baton_copy" -nt "$baton_root" ]; then baton_root="$baton_copy"; fi
  done
fi
[ -n "$baton_root" ] || exit 0

baton_node="\${BATON_NODE:-node}"
command -v "$baton_node" >/dev/null 2>&1 || baton_node=node
command -v "$baton_node" >/dev/null 2>&1 || exit 0

case "$1" in
  statusline) set -- "$baton_root/dist/statusline.cjs" ;;
  subagents) set -- "$baton_root/dist/statusline.cjs" --subagents ;;
  hook) shift; set -- "$baton_root/dist/hook.cjs" "$@" ;;
  *) exit 0 ;;
esac
[ -r "$1" ] || exit 0

# Costs Node 40 ms at every start, and Baton opens no connection. The user's own line gets it back.
if [ -n "\${NODE_EXTRA_CA_CERTS:-}" ]; then
  export BATON_EXTRA_CA_CERTS="$NODE_EXTRA_CA_CERTS"
  unset NODE_EXTRA_CA_CERTS
fi
exec "$baton_node" "$@"
`;

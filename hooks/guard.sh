# Baton's gate: sourced by every hook with `ask` or `tell` as $1 and the event's name as $2.
#
# Off means free: where no .baton/ is found nothing is started, not even another shell. The search is the
# same as findProjectRoot in src/store/project-root.ts; test/integration/hooks/guard.test.ts holds the two
# together. Plain POSIX sh, and no forks while off: the client runs hooks with /bin/sh and waits for most of them.

if [ -n "${BATON_DIR:-}" ]; then
  case /${BATON_DIR%"${BATON_DIR##*[!/]}"} in */.baton) ;; *) exit 0 ;; esac
  [ -d "$BATON_DIR" ] || exit 0
else
  baton_at=${CLAUDE_PROJECT_DIR:-$PWD}
  while :; do
    # A linked worktree has a .git file that names the main one, where the plan and the sessions are.
    if [ -f "$baton_at/.git" ]; then
      baton_git=
      { IFS= read -r baton_git; } 2>/dev/null <"$baton_at/.git"
      case $baton_git in
      'gitdir: '*/.git/worktrees/?*)
        baton_main=${baton_git#gitdir: }
        baton_main=${baton_main%/.git/worktrees/*}
        case $baton_main in /*) ;; *) baton_main=$baton_at/$baton_main ;; esac
        # A submodule of a worktree names a folder further below: it is left to the folders above it.
        case ${baton_git##*/.git/worktrees/} in */*) ;; *) [ -d "$baton_main/.baton" ] && break ;; esac
        ;;
      esac
    fi
    [ -d "$baton_at/.baton" ] && break
    [ -n "$baton_at" ] || exit 0
    case $baton_at in */*) baton_at=${baton_at%/*} ;; *) exit 0 ;; esac
  done
fi

# From here on Baton is on. A missing program must not become an error on the person's screen:
# `baton doctor` tells of it.
[ -r "${CLAUDE_PLUGIN_ROOT:-}/dist/hook.cjs" ] || exit 0
command -v "${BATON_NODE:-node}" >/dev/null 2>&1 || exit 0

# Extra certificates cost 41 ms a start on Node 20, and hooks never use the network.
unset NODE_EXTRA_CA_CERTS NODE_OPTIONS
case $1 in
tell)
  # Only records: the client waits for this shell (2 ms), not for Node. Not `async` in hooks.json: at the end of
  # `claude -p` the client kills such hooks, and then never fires SessionEnd.
  # `cat` stays in the foreground: the client drops what a hook that has ended has not read, and of more than
  # 200 KB (a Write tells its text twice) Node would find the beginning only. The payload is handed over as 3:
  # a shell gives what it starts in the background an empty input.
  cat 2>/dev/null | {
    exec 3<&0
    "${BATON_NODE:-node}" "$CLAUDE_PLUGIN_ROOT/dist/hook.cjs" "$2" <&3 3<&- >/dev/null 2>&1 &
  }
  exit 0
  ;;
esac
exec "${BATON_NODE:-node}" "$CLAUDE_PLUGIN_ROOT/dist/hook.cjs" "$2"

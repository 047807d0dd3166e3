# Baton's gate: sourced by every hook with `ask`, `tell`, `watch`, `edit` or `screen` as $1 and the event's name as $2.
#
# Off means free: where no .baton/ is found nothing is started, not even another shell. The search is the
# same as findProjectRoot in src/store/project-root.ts; test/integration/hooks/guard.test.ts holds the two
# together. Plain POSIX sh, and no forks while off: the client runs hooks with /bin/sh and waits for most of them.

if [ -n "${BATON_DIR:-}" ]; then
  case /${BATON_DIR%"${BATON_DIR##*[!/]}"} in */.baton) ;; *) exit 0 ;; esac
  [ -d "$BATON_DIR" ] || exit 0
  baton_home=$BATON_DIR
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
        baton_home=$baton_main/.baton
        case ${baton_git##*/.git/worktrees/} in */*) ;; *) [ -d "$baton_home" ] && break ;; esac
        ;;
      esac
    fi
    baton_home=$baton_at/.baton
    [ -d "$baton_home" ] && break
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
screen)
  # `ask` for calls of Bash and of tools that write files, of which only those start Node that may touch what is
  # Baton's own (by words of the call: `if` in hooks.json does not see redirections), or that are made in a mode in
  # which source files are not edited. The mode is a line of its own in the session's view.
  baton_text=$(cat 2>/dev/null)
  # A shell that takes a beginning away looks at all of it again for each letter that it passes: only a short one is
  # taken. Where there is none, or a long one, Node has a look.
  baton_call=.baton
  baton_head=${baton_text%%'"tool_input":'*}
  if [ ${#baton_head} -lt 4096 ] && [ "$baton_head" != "$baton_text" ]; then
    baton_call=${baton_text#*'"tool_input":'}
  fi
  case $baton_call in
  *.baton* | *'"command":"baton'* | *'"command":" '*baton* | *'"command":"\t'*baton*) ;;
  *)
    case $baton_text in *'"tool_name":"Bash"'*) exit 0 ;; esac
    baton_mode=
    while IFS= read -r baton_word; do
      case $baton_word in '  "mode": '*) baton_mode=$baton_word && break ;; esac
    done 2>/dev/null <"$baton_home/sessions/${CLAUDE_CODE_SESSION_ID:-none}/view.json"
    case $baton_mode in *'"leadership"'* | *'"config"'*) ;; *) exit 0 ;; esac
    ;;
  esac
  printf '%s\n' "$baton_text" | "${BATON_NODE:-node}" "$CLAUDE_PLUGIN_ROOT/dist/hook.cjs" "$2"
  exit 0
  ;;
watch)
  # `tell` for calls of Bash, of which only those start Node that may have checked or committed something: by words of
  # the command, not of its output (src/continuity/check-programs.ts; a test holds the two together), and by the words
  # of the project's own checks. The payload is in memory by then, so that the client may go on at once.
  baton_text=$(cat 2>/dev/null)
  baton_call=test
  baton_head=${baton_text%%'"tool_input":'*}
  if [ ${#baton_head} -lt 4096 ] && [ "$baton_head" != "$baton_text" ]; then
    baton_call=${baton_text#*'"tool_input":'}
    baton_call=${baton_call%%'"tool_response":'*}
    baton_call=${baton_call%%',"description":'*}
    # Sixty words are looked for: in a very long command Node finds them sooner.
    [ ${#baton_call} -lt 65536 ] || baton_call=test
  fi
  case $baton_call in
  '{"command":"baton '*) exit 0 ;;
  *test*|*tsc*|*spec*|*lint*|*check*|*unit*|*verif*|*valid*|*build*|*compile*|*bundle*|*e2e*|*cover*|*jest*|*mocha*) ;;
  *'npm t'*|*' tap'*|*ava*|*tape*|*jasmine*|*karma*|*uvu*|*wdio*|*cypress*|*playwright*|*integration*|*nose2*|*tox*) ;;
  *nox*|*behave*|*bats*|*pest*|*busted*|*prove*|*ginkgo*|*robot*|*mypy*|*pyright*|*psalm*|*phpstan*|*dialyzer*|*tsgo*) ;;
  *flake8*|*hadolint*|*rubocop*|*standardrb*|*detekt*|*clang-tidy*|*webpack*|*rollup*|*tsup*|*javac*|*type*) ;;
  *vet*|*clippy*|*fmt*|*style*|*credo*|*biome*|*ruff*|*prettier*|*pre-commit*|*dist*|*audit*|*qa*|*cov*|*' ci'*|*:ci*) ;;
  *commit*|*merge*|*cherry-pick*|*rebase*|*revert*|*' pull'*|*' am'*|*reset*|*switch*|*checkout*|*'jj '*) ;;
  *)
    [ -r "$baton_home/cache/watched-words" ] || exit 0
    baton_found=
    while IFS= read -r baton_word; do
      case $baton_call in *"$baton_word"*) baton_found=1 ;; esac
    done <"$baton_home/cache/watched-words"
    [ -n "$baton_found" ] || exit 0
    ;;
  esac
  # Whoever asks for the evidence sees from this file that it is on its way (src/runtime/observing.ts).
  BATON_OBSERVING=$baton_home/cache/observing.$$
  export BATON_OBSERVING
  if [ -d "$baton_home/cache" ] && [ ! -L "$baton_home/cache" ]; then
    [ -e "$BATON_OBSERVING" ] && rm -f "$BATON_OBSERVING"
    # -C: where a link lies in its place, nothing is written.
    set -C
    { true >"$BATON_OBSERVING"; } 2>/dev/null
    set +C
  fi
  { printf '%s\n' "$baton_text" | "${BATON_NODE:-node}" "$CLAUDE_PLUGIN_ROOT/dist/hook.cjs" "$2"; } >/dev/null 2>&1 &
  exit 0
  ;;
edit)
  # `tell` for edits; of a task document (.baton/tasks/*-state.md) the client waits for the answer.
  baton_text=$(cat 2>/dev/null)
  case $baton_text in
  *'.baton/tasks/'*'-state.md"'*)
    printf '%s\n' "$baton_text" | "${BATON_NODE:-node}" "$CLAUDE_PLUGIN_ROOT/dist/hook.cjs" "$2"
    exit 0
    ;;
  esac
  { printf '%s\n' "$baton_text" | "${BATON_NODE:-node}" "$CLAUDE_PLUGIN_ROOT/dist/hook.cjs" "$2"; } >/dev/null 2>&1 &
  exit 0
  ;;
esac
exec "${BATON_NODE:-node}" "$CLAUDE_PLUGIN_ROOT/dist/hook.cjs" "$2"

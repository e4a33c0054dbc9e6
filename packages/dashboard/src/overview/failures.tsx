import { Link } from "@tanstack/react-router"
import { useMemo } from "react"
import { ask } from "../app/dialogs.ts"
import { PlainPanel } from "../panels/plain-panel.tsx"
import { useView } from "../panels/view-context.ts"
import { failureGroups } from "./failure-groups.ts"

/** Failed trials by kind, each with what one of them said. */
export function Failures() {
  const { board, mask } = useView()
  const study = board.ledger.definition.name
  const groups = useMemo(() => failureGroups(board, mask), [board, mask])
  return (
    <PlainPanel
      id="failures"
      asks="What went wrong?"
      help="Failed trials by kind. Pruned trials did not fail: they were ended early. Infeasible ones finished, and broke a limit."
    >
      {groups.length === 0 ? (
        <p className="lack">Nothing has failed.</p>
      ) : (
        <ul className="rows">
          {groups.map(({ kind, count, trial, example }) => (
            <li key={kind}>
              <Link to="/s/$study/trials" params={{ study } as never} search={{ q: `failure:${kind}` } as never}>
                <span aria-hidden="true">✕ </span>
                {kind} {count}
              </Link>
              <span className="clip" title={example}>
                {example ?? `newest: trial ${trial}`}
              </span>
              {count === 1 && (
                <button type="button" className="quiet" onClick={() => ask({ kind: "act", study, verb: "retry", trials: [trial] })}>
                  retry
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </PlainPanel>
  )
}

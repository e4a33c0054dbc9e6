import { useView } from "../panels/view-context.ts"
import { useAddress } from "../selection/address.ts"
import { KeptTrials } from "../space/kept-trials.tsx"
import { ParallelPanel } from "../space/parallel/parallel-panel.tsx"

/** Where trials lie in the space, which of it matters, and what was not tried. */
export default function Space() {
  const { board, address } = useView()
  const [, change] = useAddress()
  const shown = views.find(([id]) => id === address["view"]) ?? views[0]
  if (board.table.size === 0)
    return (
      <p className="lack">
        No trial yet. Once the first ones have begun, this page shows where in the space they lie, and which settings lead to good values.
      </p>
    )
  return (
    <>
      <div className="space-tabs" role="group" aria-label="View of the space">
        {views.map(([id, name]) => (
          <button
            key={id}
            type="button"
            aria-pressed={id === shown[0]}
            onClick={() => change({ view: id === views[0][0] ? undefined : id })}
          >
            {name}
          </button>
        ))}
      </div>
      {shown[2]()}
    </>
  )
}

const views = [
  [
    "parallel",
    "Parallel",
    () => (
      <>
        <ParallelPanel />
        <KeptTrials />
      </>
    ),
  ],
] as const

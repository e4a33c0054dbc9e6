import type { Milestone } from "./milestones.ts"

const signs = { best: "★", failure: "✕", pause: "⏸", revision: "◆" } as const
const order = ["failure", "pause", "revision", "best"] as const

/** At most this many marks of a kind are drawn side by side. */
const places = 160

/** Where something happened, above the track of the scrubber. Only to be seen: the list of events says it in words. */
export function ScrubMarks({ marks, last }: { readonly marks: readonly Milestone[]; readonly last: number }) {
  return (
    <div className="scrub-marks" aria-hidden="true">
      {order.flatMap((kind) =>
        apart(
          marks.filter((mark) => mark.kind === kind),
          last,
        ).map(({ position, says }) => (
          <span
            key={`${kind}${position}`}
            className={kind}
            title={says}
            style={{ left: `${(100 * (position - 1)) / Math.max(1, last - 1)}%` }}
          >
            {signs[kind]}
          </span>
        )),
      )}
    </div>
  )
}

/** Of those that would lie upon each other the last one. */
function apart(marks: readonly Milestone[], last: number): readonly Milestone[] {
  const byPlace = new Map(marks.map((mark) => [Math.floor((places * mark.position) / (last + 1)), mark]))
  return [...byPlace.values()]
}

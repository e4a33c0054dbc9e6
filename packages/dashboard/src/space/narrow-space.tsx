import { useMemo, useState } from "react"
import { useView } from "../panels/view-context.ts"
import type { Brushes } from "../selection/brushes.ts"
import { extendLine, narrowedSpace, spaceYaml } from "./narrowed-space.ts"

/** The space with the kept ranges for bounds, as a command and as a part of a file, to copy. */
export function NarrowSpace({ brushes }: { readonly brushes: Brushes }) {
  const { board } = useView()
  const { space, definition } = board.ledger
  const narrowed = useMemo(() => narrowedSpace(space, brushes), [space, brushes])
  if (narrowed.narrowed.length === 0)
    return <p className="note">Nothing of the space is narrower with these brushes: brush a parameter, not only a metric.</p>
  return (
    <div className="narrow-space">
      <p className="note">
        Narrower: {narrowed.narrowed.join(", ")}. The study goes on with this space as its next revision; its trials stay.{" "}
        {narrowed.remarks.join(" ")}
      </p>
      <Copyable name="In the shell" text={extendLine(definition, narrowed)} />
      <Copyable name="Or in the configuration file, then diapason tune --extend" text={spaceYaml(narrowed)} />
    </div>
  )
}

function Copyable({ name, text }: { readonly name: string; readonly text: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <figure className="copyable">
      <figcaption>
        {name}
        <button type="button" onClick={() => void copy()}>
          {copied ? "copied" : "copy"}
        </button>
      </figcaption>
      <pre tabIndex={0} role="region" aria-label={name}>
        {text}
      </pre>
    </figure>
  )
}

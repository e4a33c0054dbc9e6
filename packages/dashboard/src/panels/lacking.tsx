import type { Lack } from "@diapason/figures"

/** What stands in a panel that has nothing to show yet: what is missing, and how far it is. */
export function Lacking({ lack: { says, has, needs } }: { readonly lack: Lack }) {
  return (
    <div className="lack">
      <p>{says}</p>
      {has !== undefined && needs !== undefined && (
        <p className="lack-bar">
          <progress value={has} max={needs} aria-label={says} />
          <span>
            {has} of {needs}
          </span>
        </p>
      )}
    </div>
  )
}

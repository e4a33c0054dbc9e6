import { Popover } from "radix-ui"
import { useAddress } from "../selection/address.ts"
import type { TableColumn } from "./table-columns.ts"

interface MenuProps {
  readonly all: readonly TableColumn[]
  readonly shown: readonly TableColumn[]
}

/** Chooses the columns; the address remembers them. */
export function ColumnMenu({ all, shown }: MenuProps) {
  const [, change] = useAddress()
  const names = shown.map(({ id }) => id)
  const set = (ids: readonly string[]): void =>
    change({ cols: ids.filter((id) => id !== "trial" && id !== "mark").join(",") || "mark" }, true)
  const toggle = (id: string): void => set(names.includes(id) ? names.filter((name) => name !== id) : [...names, id])
  const groups = groupNames.map(([kinds, title]) => ({ title, columns: all.filter(({ kind }) => kinds.includes(kind)) }))
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <button type="button">Columns {shown.length}</button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="column-menu" align="start" sideOffset={4} aria-label="Columns">
          <p className="presets">
            <button type="button" onClick={() => change({ cols: undefined }, true)}>
              usual
            </button>
            <button
              type="button"
              onClick={() => set(all.filter(({ kind }) => kind === "parameter" || kind === "metric").map(({ id }) => id))}
            >
              all parameters and metrics
            </button>
            <button type="button" onClick={() => set(all.map(({ id }) => id))}>
              everything
            </button>
          </p>
          {groups.map(({ title, columns }) => (
            <fieldset key={title}>
              <legend>{title}</legend>
              {columns.map(({ id, title: name }) => (
                <label key={id}>
                  <input type="checkbox" checked={names.includes(id)} onChange={() => toggle(id)} /> {name}
                </label>
              ))}
            </fieldset>
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

const groupNames: readonly (readonly [kinds: readonly string[], title: string])[] = [
  [["parameter"], "parameters"],
  [["metric", "curve"], "metrics"],
  [["fact", "text"], "facts and words"],
]

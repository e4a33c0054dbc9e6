import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react"

/** One line of a menu. */
export interface MenuItem {
  readonly text: string
  run(): void
  /** For a line that is switched on and off. */
  readonly checked?: boolean
}

interface MenuProps {
  /** What the button means, for who does not see it. */
  readonly label: string
  /** On the button. */
  readonly sign: string
  readonly items: readonly MenuItem[]
  readonly className?: string
}

/** A button that opens a list of what can be done: arrows move, Enter does, Escape leaves. */
export function Menu({ label, sign, items, className = "" }: MenuProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (open) list.current?.querySelector<HTMLElement>("button")?.focus()
  }, [open])
  const leave = (): void => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <div
      className={`menu ${className}`}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false)
      }}
    >
      <button
        ref={button}
        type="button"
        className="quiet"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={label}
        onClick={() => setOpen(!open)}
      >
        {sign}
      </button>
      {open && (
        <div ref={list} id={id} role="menu" aria-label={label} className="menu-list" onKeyDown={(event) => onKey(event, leave)}>
          {items.map(({ text, run, checked }) => (
            <button
              key={text}
              type="button"
              role={checked === undefined ? "menuitem" : "menuitemcheckbox"}
              aria-checked={checked}
              tabIndex={-1}
              onClick={() => {
                leave()
                run()
              }}
            >
              <span className="tick" aria-hidden="true">
                {checked === true ? "✓" : ""}
              </span>
              {text}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

function onKey(event: KeyboardEvent<HTMLElement>, leave: () => void): void {
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("button")]
  const at = all.indexOf(document.activeElement as HTMLElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key]
  if (to !== undefined) all[to % all.length]?.focus()
  else if (event.key === "Escape") leave()
  else return
  event.preventDefault()
  event.stopPropagation()
}

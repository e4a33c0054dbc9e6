import { suggestWords, type TrialTable } from "@diapason/views"
import { useId, useMemo, useRef, useState, type KeyboardEvent } from "react"

interface FilterTextProps {
  readonly table: TrialTable
  readonly text: string
  readonly setText: (text: string) => void
  /** Makes the text the filter. */
  readonly apply: (text: string) => void
  /** Takes away the filter and what was brushed. */
  readonly clear: () => void
  /** The id of what says why the filter cannot be read. */
  readonly fault: string | undefined
}

/** The text of the filter with the words by which it may go on: a combobox, as ARIA has it. */
export function FilterText({ table, text, setText, apply, clear, fault }: FilterTextProps) {
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState(-1)
  const input = useRef<HTMLInputElement>(null)
  const list = useId()
  const { from, words } = useMemo(
    () => (open ? suggestWords(table, text.slice(0, input.current?.selectionStart ?? text.length)) : { from: 0, words: [] }),
    [open, table, text],
  )
  const shown = open && words.length > 0
  const send = (): void => {
    setOpen(false)
    apply(text)
  }
  const take = (word: string): void => {
    const cursor = input.current?.selectionStart ?? text.length
    const whole = !word.endsWith(":")
    setText(`${text.slice(0, from)}${word}${whole ? " " : ""}${text.slice(cursor).trimStart()}`)
    setChosen(-1)
    input.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event
    if (key === "Escape" && shown) setOpen(false)
    else if (key === "Escape") {
      clear()
      input.current?.blur()
    } else if (shown && chosen >= 0 && (key === "Enter" || key === "Tab")) take(words[chosen]!)
    else if (key === "Enter") send()
    else if (shown && (key === "ArrowDown" || key === "ArrowUp"))
      setChosen((chosen + (key === "ArrowDown" ? 1 : -1) + words.length) % words.length)
    else return
    event.preventDefault()
  }
  return (
    <div className="filter-line">
      <input
        ref={input}
        data-filter=""
        type="text"
        role="combobox"
        aria-label="Filter the trials"
        aria-expanded={shown}
        aria-controls={list}
        aria-activedescendant={chosen >= 0 ? `${list}-${chosen}` : undefined}
        aria-invalid={fault !== undefined}
        aria-describedby={fault}
        autoComplete="off"
        spellCheck={false}
        placeholder="filter:  state:complete lr<0.01 best:10%"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setChosen(-1)
          setOpen(true)
        }}
        onBlur={send}
        onKeyDown={onKeyDown}
      />
      <kbd className="wide-only" aria-hidden="true">
        /
      </kbd>
      {shown && (
        <ul id={list} role="listbox" aria-label="How the filter may go on" className="menu-list filter-words">
          {words.map((word, i) => (
            <li
              key={word}
              id={`${list}-${i}`}
              role="option"
              aria-selected={i === chosen}
              onMouseDown={(event) => {
                event.preventDefault()
                take(word)
              }}
            >
              {word}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

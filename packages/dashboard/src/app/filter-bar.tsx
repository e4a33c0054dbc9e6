import { suggestWords } from "@diapason/views"
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react"
import { useView } from "../panels/view-context.ts"
import { useAddress } from "../selection/address.ts"
import { chipsOf } from "../selection/chips.ts"

/** What is kept of the trials, for all panels and the list: a text with completion, and a chip for each part that can be taken away. */
export function FilterBar() {
  const { board, kept, problem } = useView()
  const [address, change] = useAddress()
  const [text, setText] = useState(address.q ?? "")
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState(-1)
  const input = useRef<HTMLInputElement>(null)
  const [list, fault] = [useId(), useId()]
  useEffect(() => setText(address.q ?? ""), [address.q])
  const chips = useMemo(() => chipsOf(board.table, address), [board.table, address])
  const { from, words } = useMemo(
    () => (open ? suggestWords(board.table, text.slice(0, input.current?.selectionStart ?? text.length)) : { from: 0, words: [] }),
    [open, board.table, text],
  )
  const apply = (next: string): void => {
    setOpen(false)
    if (next.trim() !== (address.q ?? "")) change({ q: next.trim() === "" ? undefined : next.trim() })
  }
  const take = (word: string): void => {
    const cursor = input.current?.selectionStart ?? text.length
    const whole = !word.endsWith(":")
    setText(`${text.slice(0, from)}${word}${whole ? " " : ""}${text.slice(cursor).trimStart()}`)
    setChosen(-1)
    input.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const shown = open && words.length > 0
    if (event.key === "Escape") {
      if (shown) setOpen(false)
      else {
        setText("")
        change({ q: undefined, b: undefined })
        input.current?.blur()
      }
    } else if (event.key === "Enter") {
      if (shown && chosen >= 0) take(words[chosen]!)
      else apply(text)
    } else if (shown && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      setChosen((chosen + (event.key === "ArrowDown" ? 1 : -1) + words.length) % words.length)
    } else if (shown && event.key === "Tab" && chosen >= 0) take(words[chosen]!)
    else return
    event.preventDefault()
  }
  const { size } = board.table
  return (
    <div className="filter" role="search">
      <div className="filter-line">
        <input
          ref={input}
          data-filter=""
          type="text"
          role="combobox"
          aria-label="Filter the trials"
          aria-expanded={open && words.length > 0}
          aria-controls={list}
          aria-activedescendant={chosen >= 0 ? `${list}-${chosen}` : undefined}
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : fault}
          autoComplete="off"
          spellCheck={false}
          placeholder="filter:  state:complete lr<0.01 best:10%"
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setChosen(-1)
            setOpen(true)
          }}
          onBlur={() => apply(text)}
          onKeyDown={onKeyDown}
        />
        <kbd className="wide-only" aria-hidden="true">
          /
        </kbd>
        {open && words.length > 0 && (
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
      {chips.map(({ text: says, without }, i) => (
        <span key={`${says}-${i}`} className="chip">
          {says}
          <button type="button" aria-label={`Without ${says}`} onClick={() => change(without)}>
            ✕
          </button>
        </span>
      ))}
      {problem === undefined ? (
        <span className="kept" role="status">
          {kept === size ? `${size} ${size === 1 ? "trial" : "trials"}` : `${kept} of ${size} trials`}
        </span>
      ) : (
        <span id={fault} className="filter-problem" role="alert">
          {problem.says}
          {problem.meant !== undefined && (
            <button
              type="button"
              className="quiet"
              onClick={() => apply(`${text.slice(0, problem.at)}${problem.meant!}${text.slice(problem.at + problem.length)}`)}
            >
              did you mean {problem.meant}?
            </button>
          )}
        </span>
      )}
    </div>
  )
}

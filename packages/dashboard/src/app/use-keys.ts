import { useNavigate, useRouter } from "@tanstack/react-router"
import { useEffect, useRef } from "react"
import { feedOf } from "../live/live-study.ts"
import { useStudyName } from "../live/use-study.ts"
import { useAddress } from "../selection/address.ts"
import { ask } from "./dialogs.ts"
import { keyMeans } from "./keys.ts"

/** Milliseconds until the first key of a chord is forgotten. */
const patience = 1500

/** Listens to the keys of the page. What a part of the page has dealt with (preventDefault) is not looked at. */
export function useKeys(): void {
  const study = useStudyName()
  const navigate = useNavigate()
  const router = useRouter()
  const [address, change] = useAddress()
  // Kept beside the effect: a page that is drawn anew between the two keys of a chord must not forget the first.
  const first = useRef({ key: undefined as string | undefined, at: 0 })
  useEffect(() => {
    const go = (to: string, search: object | true = true): void => void navigate({ to, search: search as never })
    const below = (path: string): string => `/s/${encodeURIComponent(study)}${path === "" ? "" : `/${path}`}`
    const onKey = (event: KeyboardEvent): void => {
      const isPalette = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k"
      if (event.defaultPrevented || (!isPalette && isTyping(event))) return
      const before = event.timeStamp - first.current.at < patience ? first.current.key : undefined
      const means = keyMeans(event, before)
      const chord = before === "g"
      first.current = { key: means === "wait" ? "g" : undefined, at: event.timeStamp }
      if (means === undefined || means === "wait") return
      if (chord) {
        event.preventDefault()
        if (means === "/") go("/", {})
        else if (study !== "") go(below(means))
        return
      }
      if (run(means, event)) event.preventDefault()
    }
    const run = (means: string, event: KeyboardEvent): boolean => {
      const feed = study === "" ? undefined : feedOf(study).current()
      const live = feed === undefined || feed instanceof Error ? undefined : feed
      switch (means) {
        case "palette":
        case "keys":
          ask({ kind: means })
          return true
        case "filter":
          document.querySelector<HTMLElement>("[data-filter]")?.focus()
          return true
        case "next":
        case "previous":
          return moved(means === "next" ? 1 : -1)
        case "select":
        case "open":
          return acted(means, event)
        case "compare":
          if (study === "" || (address.sel ?? "").split(",").length < 2 || router.state.location.pathname.endsWith("/trials")) return false
          go(below("trials"), (known: object) => ({ ...known, show: "compare" }))
          return true
        case "best": {
          const best = live?.board.ledger.front[0]
          if (best !== undefined) go(below(`trials/${best}`))
          return best !== undefined
        }
        case "latest":
          if (study !== "") feedOf(study).resume()
          change({ at: undefined })
          return true
        case "back":
        case "on": {
          if (live === undefined) return false
          const { seq } = live.board.ledger
          const next = Math.max(1, (address.at ?? seq) + (means === "on" ? 1 : -1))
          const search = (known: object) => ({ ...known, at: next >= seq ? undefined : next })
          void navigate({
            to: address.at === undefined ? below("history") : ".",
            search: search as never,
            replace: address.at !== undefined,
          })
          return true
        }
        default:
          return false
      }
    }
    addEventListener("keydown", onKey)
    return () => removeEventListener("keydown", onKey)
  }, [study, navigate, router, address, change])
}

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element &&
  target.closest("input:not([type=checkbox], [type=radio]), textarea, select, dialog, [role=dialog], [role=menu]") !== null

const rows = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>("main [data-row]")]

/** Moves the focus to another row; the first one where none has it. */
function moved(by: 1 | -1): boolean {
  const all = rows()
  const at = all.findIndex((row) => row.contains(document.activeElement))
  const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]
  next?.querySelector<HTMLElement>("a[href]")?.focus()
  return next !== undefined
}

function acted(means: string, { target }: KeyboardEvent): boolean {
  const row = target instanceof Element ? target.closest("[data-row]") : null
  if (row === null || means === "open") return false
  const box = row.querySelector<HTMLInputElement>("input[type=checkbox]")
  if (box === null || target === box) return false
  box.click()
  return true
}

import { createContext, use } from "react"
import type { StudyView } from "./study-view.ts"

/** The study that the pages below show. */
export const ViewContext = createContext<StudyView | undefined>(undefined)

/** The study of this page, with the reader's selection. Only inside a study's frame. */
export function useView(): StudyView {
  const view = use(ViewContext)
  if (view === undefined) throw new Error("there is no study around this part of the page")
  return view
}

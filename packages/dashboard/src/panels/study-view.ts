import type { StudyView as FigureView } from "@diapason/figures"
import type { FilterProblem } from "@diapason/views"
import type { Address } from "../selection/address.ts"

/** What the page knows of a study beside what its figures see. What was chosen for them stands in the address. */
export interface StudyView extends FigureView {
  readonly choices: Address
  /** Why the filter cannot be read; then it keeps everything. */
  readonly problem?: FilterProblem
}

import type { Material } from "../material.ts"
import type { Markup } from "../page/markup.ts"

/** A part of a report that can be asked for by its name. */
export interface Section {
  /** As in `--sections`, and in addresses: `#trials`. */
  readonly id: string
  readonly title: string
  /** Undefined where the section has nothing to stand on, such as an audit that was not asked for. */
  body(material: Material): Markup | undefined
}

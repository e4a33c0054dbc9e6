import { fault } from "@diapason/core"
import { namesOf } from "../../cli/study/open-ledger.ts"
import { addAll, type Observed } from "../observations.ts"
import type { ImportForm, ImportWish } from "./import-form.ts"

/** A form whose source is read whole and becomes a new study of added trials. */
export const takeRuns =
  (read: (place: string, wish: ImportWish) => Observed): ImportForm["take"] =>
  async (place, wish, store, dir) => {
    const observed = read(place, wish)
    const study = observed.wanted.name
    if ((await namesOf(store)).includes(study)) throw fault("D350", { study, store: store.url })
    return { study, counts: await addAll(store, observed, dir), lost: observed.lost }
  }

import { importOptuna } from "../optuna/index.ts"
import type { ImportForm } from "./import-form.ts"

/** A study of Optuna's, whole, from any of its storages. */
export const fromOptuna: ImportForm["take"] = (place, { study, name }, store) => importOptuna(place, store, { wanted: study, name })

import type { Space } from "@diapason/core"
import type { ConfigFile } from "../cli/config/config-file.ts"

/** What `diapason.config.ts` exports: the keys of `diapason.yaml`; the space may also be one that `space({…})` has built. */
export type StudyConfig = Omit<ConfigFile, "space"> & { readonly space?: ConfigFile["space"] | Space<never> | Space<unknown> }

/** Gives a configuration its types: `export default defineStudy({ space: space({ … }), objectives: [ … ], command: [ … ] })`. */
export const defineStudy = (config: StudyConfig): StudyConfig => config

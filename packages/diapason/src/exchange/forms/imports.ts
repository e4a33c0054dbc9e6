import type { ImportForm } from "./import-form.ts"

/** All sources that `diapason import --from` reads; each is loaded when it is asked for. */
export const importForms: readonly ImportForm[] = [
  {
    scheme: "optuna",
    place: "FILE, a database or a journal, or optuna:postgres://USER@HOST/DATABASE",
    take: async (...given) => (await import("./from-optuna.ts")).fromOptuna(...given),
  },
  { scheme: "wandb", place: "FOLDER", take: async (...given) => (await import("./from-wandb.ts")).fromWandb(...given) },
  { scheme: "ray", place: "FOLDER", take: async (...given) => (await import("./from-ray.ts")).fromRay(...given) },
]

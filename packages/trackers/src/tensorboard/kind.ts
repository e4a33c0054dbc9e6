import { constants } from "node:fs"
import { access, stat } from "node:fs/promises"
import { dirname, resolve } from "node:path"
import type { TrackerKind } from "../kind.ts"
import { tensorboard } from "./tensorboard.ts"

/** A folder that `tensorboard --logdir` is given. */
export const tensorboardKind: TrackerKind = {
  name: "tensorboard",
  expects: "FOLDER",
  settings: {},
  misfit: (to) => (to === "" || /^\w+:\/\//.test(to) ? "a folder of this machine" : undefined),
  open: ({ to }) => tensorboard({ dir: to }),
  async look({ to }) {
    // The nearest folder that is there.
    for (let folder = resolve(to); ; folder = dirname(folder)) {
      const there = await stat(folder).catch(() => undefined)
      if (there === undefined && folder !== dirname(folder)) continue
      if (there?.isDirectory() !== true) return `${folder} is no folder`
      return access(folder, constants.W_OK).then(
        () => undefined,
        (error: Error) => error.message,
      )
    }
  },
}

import { lazy, Suspense } from "react"
import { leave, useOpened } from "./dialogs.ts"

const Palette = lazy(() => import("../palette/palette.tsx"))
const Keys = lazy(() => import("./keys-dialog.tsx"))
const Act = lazy(() => import("../actions/act.tsx"))
const Enqueue = lazy(() => import("../actions/enqueue-dialog.tsx"))

/** Where dialogs appear; their code is loaded when the first one is opened. */
export function DialogPlace() {
  const opened = useOpened()
  if (opened === undefined) return null
  const { asked, turn } = opened
  const close = (): void => leave(turn)
  return (
    <Suspense key={turn}>
      {asked.kind === "palette" && <Palette close={close} />}
      {asked.kind === "keys" && <Keys close={close} />}
      {asked.kind === "act" && <Act study={asked.study} verb={asked.verb} trials={asked.trials ?? []} close={close} />}
      {asked.kind === "enqueue" && <Enqueue study={asked.study} from={asked.from} close={close} />}
    </Suspense>
  )
}

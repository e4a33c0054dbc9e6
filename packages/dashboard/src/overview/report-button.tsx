import { useState } from "react"
import { Fallen } from "../app/fallen.tsx"

/** Saves the study as one file: the server makes what `diapason report` writes, which takes some seconds. */
export function ReportButton({ study }: { readonly study: string }) {
  const [state, setState] = useState<"making" | Error>()
  const making = state === "making"
  const make = async (): Promise<void> => {
    setState("making")
    try {
      const { saveReport } = await import("./save-report.ts")
      await saveReport(study)
      setState(undefined)
    } catch (error) {
      setState(error as Error)
    }
  }
  return (
    <>
      <button
        type="button"
        disabled={making}
        title="One HTML file with all of it, for people who have no server"
        onClick={() => void make()}
      >
        <span aria-live="polite">{making ? "Making the report …" : "Report"}</span>
      </button>
      {state instanceof Error && <Fallen error={state} />}
    </>
  )
}

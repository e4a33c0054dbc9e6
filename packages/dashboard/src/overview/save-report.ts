import { ProblemError } from "@diapason/server/client"
import { saveFile } from "../app/save-file.ts"
import { base } from "../live/api.ts"

/** Has the server make the report, and hands it to the reader's browser under the name that the server gives it. Throws ProblemError. */
export async function saveReport(study: string): Promise<void> {
  const answer = await fetch(`${base}/v1/studies/${encodeURIComponent(study)}/report`, { headers: { "x-diapason": "1" } })
  if (!answer.ok) throw new ProblemError(answer.status, (await answer.json().catch(() => ({}))) as object, answer.headers)
  const [, name = "report.html"] = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "") ?? []
  saveFile(name, "text/html", await answer.blob())
}

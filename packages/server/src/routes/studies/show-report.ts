import { folderName } from "@diapason/core"
import { answered } from "../../analysis/answered.ts"
import { route } from "../../route.ts"
import { studyParams } from "../../schemas/shared.ts"

/** The study as one file for people who have no server. */
export const showReport = route({
  key: "GET /v1/studies/:study/report",
  does: "The study as one HTML file that needs nothing else: what `diapason report` writes.",
  needs: "viewer",
  perMinute: 30,
  params: studyParams,
  answer: "stream",
  async handle(context, { params: { study }, reply }) {
    const page = (await answered(context, { study, question: { kind: "report" }, reply })) as string
    // It is opened from the reader's own disk: nothing of a study may run or be drawn under this server's name.
    reply.header("content-disposition", `attachment; filename="${folderName(study)}-report.html"`).header("cache-control", "no-store")
    await reply.type("text/html; charset=utf-8").send(page)
  },
})

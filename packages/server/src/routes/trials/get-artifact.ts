import { join } from "node:path"
import { artifactName } from "../../artifacts/artifact-name.ts"
import { findArtifact } from "../../artifacts/find-artifact.ts"
import { route } from "../../route.ts"
import { artifactParams } from "./put-artifact.ts"

/** What a trial has left, to be saved: never shown by the browser as a page of this server. */
export const getArtifact = route({
  key: "GET /v1/trials/:study/:trial/artifacts/:name",
  does: "Streams an artifact of the trial, as a file to be saved.",
  needs: "viewer",
  params: artifactParams,
  answer: "stream",
  async handle({ studies, conducted }, { params: { study, trial, name }, reply }) {
    await studies.open(study)
    const folder = conducted.trialFolder(study, trial)
    const { file, bytes } = await findArtifact(folder, trial, name, join(folder, "artifacts", artifactName(name)))
    await reply
      .header("content-type", "application/octet-stream")
      .header("content-length", bytes)
      .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, percent)}`)
      .header("x-content-type-options", "nosniff")
      .header("content-security-policy", "sandbox; default-src 'none'")
      .send(file.createReadStream())
  },
})

const percent = (c: string): string => `%${c.charCodeAt(0).toString(16).toUpperCase()}`

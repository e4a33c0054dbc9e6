import { join } from "node:path"
import { Readable } from "node:stream"
import { fault } from "@diapason/core"
import { artifactName } from "../../artifacts/artifact-name.ts"
import { findArtifact, type FoundArtifact } from "../../artifacts/find-artifact.ts"
import type { Context } from "../../context.ts"
import { route } from "../../route.ts"
import { artifactParams } from "./put-artifact.ts"

/** What a trial has left, to be saved: never shown by the browser as a page of this server. */
export const getArtifact = route({
  key: "GET /v1/trials/:study/:trial/artifacts/:name",
  does: "Streams an artifact of the trial, as a file to be saved.",
  needs: "viewer",
  params: artifactParams,
  answer: "stream",
  async handle(context, { params: { study, trial, name }, reply }) {
    await context.studies.soon(study)
    const folder = context.conducted.trialFolder(study, trial)
    const found = (await recorded(context, folder, { study, trial, name })) ?? (await findArtifact(folder, uploaded(folder, name)))
    if (found === undefined) throw fault("D425", { trial, name })
    await reply
      .header("content-type", "application/octet-stream")
      .header("content-length", found.bytes)
      .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, percent)}`)
      .header("x-content-type-options", "nosniff")
      .header("content-security-policy", "sandbox; default-src 'none'")
      .send(found.body())
  },
})

/** Where an upload of this name lies. What was uploaded a moment ago may not be in the chronicle yet. */
const uploaded = (folder: string, name: string): string => join(folder, "artifacts", artifactName(name))

async function recorded(
  { studies, conductor }: Context,
  folder: string,
  { study, trial, name }: { readonly study: string; readonly trial: number; readonly name: string },
): Promise<FoundArtifact | undefined> {
  const { trials } = await studies.chronicle(study)
  const path = trials.get(trial)?.artifacts.find((artifact) => artifact.name === name)?.path
  if (path === undefined) return undefined
  const kept = await conductor?.keptArtifact?.(study, trial, path)
  return kept === undefined ? findArtifact(folder, path) : { bytes: kept.bytes, body: () => Readable.from(kept.body) }
}

const percent = (c: string): string => `%${c.charCodeAt(0).toString(16).toUpperCase()}`

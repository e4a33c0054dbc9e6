import type { Choose, Clock, EventStore, Queue } from "@diapason/core"
import type { Analyses } from "./analysis/analyses.ts"
import type { Conductor } from "./conducted/conductor.ts"
import type { Access } from "./access/access.ts"
import type { Profile } from "./access/profile.ts"
import type { SessionCookie } from "./access/session-cookie.ts"
import type { ConductedStudies } from "./conducted/conducted-studies.ts"
import type { Figures } from "./metrics/figures.ts"
import type { Streams } from "./live/streams.ts"
import type { StudyChanges } from "./live/study-changes.ts"
import type { EncodedBoards } from "./studies/encoded-boards.ts"
import type { FollowedStudies } from "./studies/followed-studies.ts"
import type { Summaries } from "./studies/summaries.ts"

/** What every route may use. */
export interface Context {
  readonly store: EventStore
  readonly clock: Clock
  /** Studies as they are now, folded from their logs and kept up to date. */
  readonly studies: FollowedStudies
  /** Who this server is on its machine; absent where it only shows. */
  readonly conductor?: Conductor
  /** Studies whose trials this server hands out. */
  readonly conducted: ConductedStudies
  /** One line of each study, for lists. */
  readonly summaries: Summaries
  /** Which studies change. */
  readonly changes: StudyChanges
  /** Studies in bytes, for pages. */
  readonly boards: EncodedBoards
  /** What takes a while to work out of studies. */
  readonly analyses: Analyses
  /** What is measured, and one scrape of it after another. */
  readonly figures: Figures
  readonly scrapes: Queue
  /** The open streams of server-sent events. */
  readonly streams: Streams
  readonly choose: Choose
  /** The folder for logs, checkpoints and artifacts of trials. */
  readonly dir: string
  /** The OpenAPI description of the routes. */
  readonly description: { readonly openapi: string }
  /** Tokens, and what those of attempts are proven by. */
  readonly access: Access
  /** The cookie of the page. */
  readonly session: SessionCookie
  readonly profile: Profile
  /** Of Diapason. */
  readonly version: string
}

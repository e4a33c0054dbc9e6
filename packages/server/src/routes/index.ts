import { followStudies } from "./studies/follow-studies.ts"
import { listActivity } from "./studies/list-activity.ts"
import { listTrials } from "./studies/list-trials.ts"
import { listWorkers } from "./studies/list-workers.ts"
import { checkChain } from "./studies/verify-chain.ts"
import { readTrialLog } from "./trials/read-trial-log.ts"
import { showTrial } from "./trials/show-trial.ts"
import { enqueue } from "./studies/enqueue.ts"
import { pauseStudy } from "./studies/pause-study.ts"
import { resumeStudy } from "./studies/resume-study.ts"
import { setBudget } from "./studies/set-budget.ts"
import { setNote } from "./studies/set-note.ts"
import { showAggregate } from "./studies/show-aggregate.ts"
import { showCurves } from "./studies/show-curves.ts"
import { showRun } from "./studies/show-run.ts"
import { stopStudy } from "./studies/stop-study.ts"
import { exclude } from "./trials/exclude.ts"
import { include } from "./trials/include.ts"
import { prune } from "./trials/prune.ts"
import { retry } from "./trials/retry.ts"
import { health } from "./service/health.ts"
import { listStudies } from "./studies/list-studies.ts"
import { showStudy } from "./studies/show-study.ts"
import { showBest } from "./studies/show-best.ts"
import { showImportance } from "./studies/show-importance.ts"
import { showReport } from "./studies/show-report.ts"
import { showWhatIf } from "./studies/show-what-if.ts"
import { readLog } from "./studies/read-log.ts"
import { followLog } from "./studies/follow-log.ts"
import { createStudy } from "./studies/create-study.ts"
import { ask } from "./trials/ask.ts"
import { report } from "./trials/report.ts"
import { tell } from "./trials/tell.ts"
import { fail } from "./trials/fail.ts"
import { heartbeat } from "./trials/heartbeat.ts"
import { applied, refused } from "./trials/updates.ts"
import { checkpoint } from "./trials/checkpoint.ts"
import { note } from "./trials/note.ts"
import { getArtifact } from "./trials/get-artifact.ts"
import { putArtifact } from "./trials/put-artifact.ts"
import { messages } from "./trials/messages.ts"
import { metrics } from "./service/metrics.ts"
import { openApi } from "./service/open-api.ts"
import { createLink } from "./access/create-link.ts"
import { me } from "./access/me.ts"
import { signIn } from "./access/sign-in.ts"
import { signOut } from "./access/sign-out.ts"
import { createToken, listTokens, revokeToken } from "./access/tokens.ts"
import { approveProposal } from "./proposals/approve.ts"
import { declineProposal } from "./proposals/decline.ts"
import { listProposals } from "./proposals/list.ts"

const trials = [ask, report, tell, fail, heartbeat, applied, refused, checkpoint, note, messages, putArtifact, getArtifact] as const
const shown = [
  followStudies,
  listTrials,
  showTrial,
  readTrialLog,
  listActivity,
  listWorkers,
  checkChain,
  showAggregate,
  showCurves,
] as const
const analysed = [showImportance, showBest, showWhatIf, showReport] as const
const changing = [enqueue, pauseStudy, resumeStudy, stopStudy, setBudget, setNote, prune, exclude, include, retry] as const
const proposals = [listProposals, approveProposal, declineProposal] as const
const access = [signIn, signOut, me, listTokens, createToken, revokeToken, createLink] as const
const studies = [listStudies, showStudy, showRun, readLog, followLog, createStudy] as const

/** Every route, one line each. */
export const routes = [
  health,
  metrics,
  openApi,
  ...studies,
  ...trials,
  ...shown,
  ...analysed,
  ...changing,
  ...access,
  ...proposals,
] as const

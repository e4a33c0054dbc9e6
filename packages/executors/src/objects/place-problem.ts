import { DiapasonError, fault, type Facts } from "@diapason/core"

type Problem = Facts<"D455">["problem"]

/** Whether something may work a little later: the place does not answer, or a disk is full. */
export const isPassing = (error: unknown): boolean =>
  error instanceof DiapasonError && (error.code === "D459" || (error.code === "D455" && error.facts["problem"] === "does not answer"))

/** Whether the system says that a disk or a quota is full. */
export const isFull = (error: unknown): boolean => ["ENOSPC", "EDQUOT"].includes(codeOf(error))

/** D455 for what a place has answered, D459 where it is full. What is no answer of a place is given back as it is. */
export function placeFault(at: string, error: unknown): unknown {
  if (error instanceof DiapasonError || !(error instanceof Error)) return error
  const { name } = error
  if (name === "AbortError") return error
  if (isFull(error) || fullNames.includes(name) || statusOf(error) === 507) return fault("D459", { folder: at, what: "what is to be kept" })
  const problem = problemOf(error)
  const code = codeOf(error) || (name === "Error" ? "" : name)
  const words = error.message.includes(code) || code === "" ? error.message : `${code}: ${error.message}`
  return fault("D455", { at, problem, detail: withoutSecrets(words.trim() || "no words were given").replace(/\.$/, "") })
}

function problemOf(error: Error): Problem {
  const [code, status] = [codeOf(error) || error.name, statusOf(error)]
  if (badCredentials.test(code) || badCredentials.test(error.name)) return "does not accept the credentials"
  if (["NoSuchBucket", "ENOENT", "ENOTDIR", "ENODEV"].includes(code) || error.name === "NoSuchBucket") return "is not there"
  if (["EACCES", "EPERM", "EROFS"].includes(code) || status === 403) return "refuses it"
  if (status === 401) return "does not accept the credentials"
  if (passingCodes.test(code) || passingCodes.test(error.name) || (status !== undefined && (status >= 500 || status === 429)))
    return "does not answer"
  return "has failed"
}

const badCredentials =
  /^(CredentialsProviderError|InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|ExpiredTokenException|InvalidToken|InvalidClientTokenId|AuthFailure|TokenRefreshRequired)$/
const passingCodes =
  /^(ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST\w+|ENET\w+|ESTALE|EIO|TimeoutError|RequestTimeout|SlowDown|Throttling\w*|InternalError|ServiceUnavailable|ERR_STREAM_PREMATURE_CLOSE)$/
const fullNames = ["XMinioStorageFull", "InsufficientStorage", "QuotaExceeded"]

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException | undefined)?.code ?? "")
const statusOf = (error: Error): number | undefined =>
  (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode

/** No secret of the surroundings is ever told, whoever put it into an error's words. */
function withoutSecrets(text: string): string {
  const secrets = ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_ACCESS_KEY_ID"].map((name) => process.env[name] ?? "")
  return secrets.filter((secret) => secret.length > 3).reduce((words, secret) => words.replaceAll(secret, "***"), text)
}

import { ProblemError } from "@diapason/server/client"

/** What is shown where something could not be: what happened, why, how to mend it. The rest of the page goes on. */
export function Fallen({ error }: { readonly error: Error }) {
  const problem = error instanceof ProblemError ? error : undefined
  return (
    <div className="fallen" role="alert">
      <p className="what">
        {problem !== undefined && <code>{problem.code}</code>} {error.message}
      </p>
      {problem?.why !== undefined && <p>{problem.why}</p>}
      {problem?.fix !== undefined && <p className="fix">{problem.fix}</p>}
    </div>
  )
}

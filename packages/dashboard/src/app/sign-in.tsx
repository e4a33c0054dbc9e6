import { useState, type FormEvent } from "react"
import { api } from "../live/api.ts"
import { Fallen } from "./fallen.tsx"

/** For who comes without the link that the server prints: a token of theirs becomes a session of this browser. */
export function SignIn() {
  const [token, setToken] = useState("")
  const [error, setError] = useState<Error>()
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    try {
      await api("POST /v1/sign-in", { body: { token: token.trim() } })
      location.reload()
    } catch (problem) {
      setError(problem as Error)
    }
  }
  return (
    <form className="empty" onSubmit={(event) => void submit(event)}>
      <h1>Who is there?</h1>
      <p>The link that `diapason serve` prints signs you in. With a token of yours it goes like this:</p>
      <p className="sign-in">
        <input
          type="password"
          aria-label="Token"
          placeholder="dpt_…"
          autoComplete="off"
          value={token}
          onChange={(event) => setToken(event.target.value)}
        />
        <button type="submit" className="main-button" disabled={token.trim() === ""}>
          Sign in
        </button>
      </p>
      {error !== undefined && <Fallen error={error} />}
    </form>
  )
}

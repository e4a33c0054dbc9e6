import { Link, Outlet } from "@tanstack/react-router"
import { LiveState } from "../live/live-state.tsx"
import { useMe } from "../live/use-me.ts"
import { useStudyName } from "../live/use-study.ts"
import { DialogPlace } from "./dialog-place.tsx"
import { ask } from "./dialogs.ts"
import { SignIn } from "./sign-in.tsx"
import { ThemeMenu } from "./theme-menu.tsx"
import { useKeys } from "./use-keys.ts"

/** The frame around every page: where one is, who one is, and the way to everything else. */
export function Shell() {
  const study = useStudyName()
  const me = useMe()
  useKeys()
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="top">
        <nav aria-label="Where you are" className="place">
          <Link to="/" className="brand">
            Diapason
          </Link>
          <span aria-hidden="true" className="step">
            ▸
          </span>
          <Link to="/" activeOptions={{ exact: true }}>
            Studies
          </Link>
          {study !== "" && (
            <>
              <span aria-hidden="true" className="step">
                ▸
              </span>
              <Link to="/s/$study" params={{ study }} className="here" title={study}>
                {study}
              </Link>
            </>
          )}
        </nav>
        {study !== "" && <LiveState study={study} />}
        <button type="button" className="search-all" onClick={() => ask({ kind: "palette" })}>
          <span className="search-words">Search or do</span> <kbd>{isApple ? "⌘K" : "Ctrl K"}</kbd>
        </button>
        <ThemeMenu />
        {me !== undefined && me.role !== "nobody" && (
          <span className="who" title={`signed in as ${me.name}, ${me.role}`}>
            {me.name}
          </span>
        )}
      </header>
      <main id="main" tabIndex={-1}>
        {me?.role === "nobody" ? <SignIn /> : <Outlet />}
      </main>
      <DialogPlace />
    </>
  )
}

const isApple = /Mac|iP(hone|ad)/.test(navigator.userAgent)

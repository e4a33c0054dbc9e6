import { Link, Outlet } from "@tanstack/react-router"
import { ThemeMenu } from "./theme-menu.tsx"

/** The frame around every page: where one is, who one is, and the way to everything else. */
export function Shell() {
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="top">
        <Link to="/" className="brand">
          Diapason
        </Link>
        <span id="place" className="place" />
        <ThemeMenu />
      </header>
      <main id="main">
        <Outlet />
      </main>
    </>
  )
}

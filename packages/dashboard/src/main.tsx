import { QueryClient, QueryClientProvider } from "@tanstack/react-query"
import { RouterProvider } from "@tanstack/react-router"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { router } from "./app/router.tsx"
import { signedIn } from "./live/sign-in.ts"
import "./style/index.css"

const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 2000, retry: 1 } } })

// The link that `diapason serve` prints carries a key in its fragment; it is given for a cookie before anything is asked.
await signedIn()
createRoot(document.getElementById("app")!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)

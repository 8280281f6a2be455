import "./tokens.css";
import "./fonts.css";
import "./base.css";

import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { type CSSProperties, type ReactNode, Suspense } from "react";
import { shownZone } from "../lib/model/dates.ts";
import { databasePath } from "./server/database.ts";
import { Header } from "./shell/header.tsx";
import { Keyboard } from "./shell/keys/keyboard.tsx";
import { PageTitle } from "./shell/page-title.tsx";
import { parseRail } from "./shell/rail/rail-size.ts";
import { KeptWidths } from "./ui/table/kept-widths.tsx";

export const metadata: Metadata = {
  description: "Where the time of a program goes, and which tag explains it.",
};

export const viewport: Viewport = { width: "device-width", initialScale: 1, viewportFit: "cover" };

export default async function Layout({ children }: { readonly children: ReactNode }) {
  // A cookie, not a script: the server renders the chosen theme, and the policy need not allow an inline script.
  const jar = await cookies();
  const theme = jar.get("theme")?.value;
  const rail = parseRail(jar.get("rail")?.value);
  const chosen = theme === "dark" || theme === "light" ? theme : undefined;
  return (
    <html
      lang="en"
      data-file={databasePath()}
      data-zone={shownZone()}
      data-theme={chosen}
      data-rail={rail.hidden ? "hidden" : undefined}
      style={{ "--rail": `${rail.width}px` } as CSSProperties}
      suppressHydrationWarning
    >
      <body>
        <PageTitle />
        <Header />
        <Suspense>
          <Keyboard />
        </Suspense>
        <KeptWidths text={jar.get("columns")?.value}>{children}</KeptWidths>
      </body>
    </html>
  );
}

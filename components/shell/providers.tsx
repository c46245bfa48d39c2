"use client"

import { CSPProvider } from "@base-ui/react/csp-provider"
import { ThemeProvider } from "next-themes"
import { NuqsAdapter } from "nuqs/adapters/next/app"
import type { ReactNode } from "react"
import { TooltipProvider } from "#components/ui/tooltip"

/** What every client component may rely on: the nonce of this request, the theme, the state in the address. */
export function Providers({ nonce, children }: { readonly nonce?: string; readonly children: ReactNode }) {
	const withNonce = nonce === undefined ? {} : { nonce }
	return (
		<CSPProvider {...withNonce} disableStyleElements>
			<ThemeProvider
				{...withNonce}
				attribute="data-theme"
				defaultTheme="system"
				enableSystem
				disableTransitionOnChange
			>
				<NuqsAdapter>
					<TooltipProvider delay={400}>{children}</TooltipProvider>
				</NuqsAdapter>
			</ThemeProvider>
		</CSPProvider>
	)
}

import type { Metadata, Viewport } from "next"
import localFont from "next/font/local"
import { headers } from "next/headers"
import { connection } from "next/server"
import { type ReactNode, Suspense } from "react"
import { Providers } from "#components/shell/providers"
import { Shell } from "#components/shell/shell"
import { PaletteFallback, PaletteSection } from "./_sections/palette-section.tsx"
import "./globals.css"

const geist = localFont({
	src: "../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2",
	variable: "--font-geist",
	weight: "100 900",
	display: "swap",
})

const jetbrainsMono = localFont({
	src: "../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2",
	variable: "--font-jetbrains-mono",
	weight: "100 800",
	display: "swap",
})

export const metadata: Metadata = {
	title: { default: "Countersign", template: "%s · Countersign" },
	description: "Shows both sides of every gRPC handshake.",
	robots: { index: false, follow: false },
}

export const viewport: Viewport = {
	width: "device-width",
	initialScale: 1,
	colorScheme: "light dark",
}

/** The root. The document waits for its request inside Suspense, so that every page carries this request's nonce. */
export default function RootLayout({ children }: { readonly children: ReactNode }) {
	return (
		<Suspense>
			<Document>{children}</Document>
		</Suspense>
	)
}

async function Document({ children }: { readonly children: ReactNode }) {
	await connection()
	const nonce = (await headers()).get("x-nonce") ?? undefined
	return (
		<html lang="en" className={`${geist.variable} ${jetbrainsMono.variable}`} suppressHydrationWarning>
			<body className="min-h-dvh">
				<Providers {...(nonce === undefined ? {} : { nonce })}>
					<Shell
						palette={
							<Suspense fallback={<PaletteFallback />}>
								<PaletteSection />
							</Suspense>
						}
					>
						{children}
					</Shell>
				</Providers>
			</body>
		</html>
	)
}

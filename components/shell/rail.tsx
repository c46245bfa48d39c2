"use client"

import { Menu } from "@base-ui/react/menu"
import { Ellipsis } from "lucide-react"
import Link from "next/link"
import { usePathname } from "next/navigation"
import { cn } from "#components/ui/class-names"
import { isCurrent, type Page, pages } from "./pages.tsx"

/** The places of the program: a slim rail at the left, a bar at the bottom where it is narrow. */
export function Rail() {
	const pathname = usePathname()
	return (
		<nav
			aria-label="Main"
			data-chrome
			className={cn(
				"fixed inset-x-0 bottom-0 z-30 border-line border-t bg-surface-sunken pb-[env(safe-area-inset-bottom)]",
				"md:inset-y-0 md:right-auto md:w-22 md:border-t-0 md:border-r md:pb-0",
			)}
		>
			<Link
				href="/"
				aria-label="Countersign, to the overview"
				className="hidden h-14 items-center justify-center md:flex"
			>
				<Mark />
			</Link>
			<ul className="flex justify-around md:flex-col md:justify-start md:gap-1 md:px-1.5 md:pt-1">
				{pages.map((page) => (
					<li key={page.href} className={cn("max-md:flex-1", !inBar.has(page.href) && "max-md:hidden")}>
						<Place page={page} pathname={pathname} />
					</li>
				))}
				<li className="flex-1 md:hidden">
					<MorePlaces pathname={pathname} />
				</li>
			</ul>
		</nav>
	)
}

/** What stands in the bar of a narrow screen; the other places wait behind "More". */
const inBar: ReadonlySet<string> = new Set(["/", "/captures", "/explain", "/runbook"])

const place =
	"relative flex h-14 w-full flex-col items-center justify-center gap-1 rounded-md text-ink-soft text-xs hover:text-ink focus-visible:-outline-offset-2"
const currentPlace = "font-medium text-ink md:bg-surface-raised"

function Place({ page, pathname }: { readonly page: Page; readonly pathname: string }) {
	const { href, label, icon: Icon } = page
	const current = isCurrent(href, pathname)
	return (
		<Link
			href={href}
			aria-current={current ? (pathname === href ? "page" : "true") : undefined}
			className={cn(place, current && currentPlace)}
		>
			{current ? <CurrentBar /> : null}
			<Icon aria-hidden className="size-[1.125rem]" strokeWidth={current ? 2.1 : 1.75} />
			{label}
		</Link>
	)
}

function MorePlaces({ pathname }: { readonly pathname: string }) {
	const others = pages.filter(({ href }) => !inBar.has(href))
	const current = others.some(({ href }) => isCurrent(href, pathname))
	return (
		<Menu.Root>
			<Menu.Trigger className={cn(place, current && currentPlace)}>
				{current ? <CurrentBar /> : null}
				<Ellipsis aria-hidden className="size-[1.125rem]" />
				More
			</Menu.Trigger>
			<Menu.Portal>
				<Menu.Positioner sideOffset={4} align="end" className="z-40">
					<Menu.Popup className="min-w-48 rounded-md border border-line-strong bg-surface-raised p-1 shadow-float">
						{others.map(({ href, label, icon: Icon }) => (
							<Menu.Item
								key={href}
								render={<Link href={href} aria-current={isCurrent(href, pathname) ? "page" : undefined} />}
								className="flex h-11 items-center gap-3 rounded-md px-3 text-sm data-highlighted:bg-surface-sunken aria-[current]:font-medium"
							>
								<Icon aria-hidden className="size-[1.125rem] text-ink-soft" strokeWidth={1.75} />
								{label}
							</Menu.Item>
						))}
					</Menu.Popup>
				</Menu.Positioner>
			</Menu.Portal>
		</Menu.Root>
	)
}

function CurrentBar() {
	return (
		<span
			aria-hidden="true"
			className="absolute inset-x-3 top-0 h-0.5 bg-ink md:inset-x-auto md:inset-y-3 md:-left-1.5 md:h-auto md:w-0.5"
		/>
	)
}

/** The mark: a challenge, and the answer that meets it. */
function Mark() {
	return (
		<svg viewBox="0 0 32 32" fill="none" aria-hidden="true" className="size-7">
			<path
				d="M7.5 8.5 15 16l-7.5 7.5"
				className="stroke-ink-faint"
				strokeWidth="2.6"
				strokeLinecap="round"
				strokeLinejoin="round"
			/>
			<path
				d="M13.5 19.2 17.2 23 25 9.5"
				className="stroke-ink"
				strokeWidth="2.9"
				strokeLinecap="round"
				strokeLinejoin="round"
			/>
		</svg>
	)
}

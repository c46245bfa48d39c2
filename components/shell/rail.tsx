"use client"

import Link from "next/link"
import { usePathname } from "next/navigation"
import { cn } from "#components/ui/class-names"
import { isCurrent, pages } from "./pages.tsx"

/** The places of the program: a slim rail at the left, a bar at the bottom where it is narrow. */
export function Rail() {
	const pathname = usePathname()
	return (
		<nav
			aria-label="Main"
			data-chrome
			className={cn(
				"fixed inset-x-0 bottom-0 z-30 border-line border-t bg-surface-sunken pb-[env(safe-area-inset-bottom)]",
				"md:inset-y-0 md:right-auto md:w-18 md:border-t-0 md:border-r md:pb-0",
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
				{pages.map(({ href, label, icon: Icon }) => {
					const current = isCurrent(href, pathname)
					return (
						<li key={href} className="max-md:flex-1">
							<Link
								href={href}
								aria-current={current ? (pathname === href ? "page" : "true") : undefined}
								className={cn(
									"relative flex h-14 flex-col items-center justify-center gap-1 rounded-md text-ink-soft text-xs hover:text-ink",
									"focus-visible:-outline-offset-2",
									current && "font-medium text-ink md:bg-surface-raised",
								)}
							>
								{current ? (
									<span
										aria-hidden="true"
										className="absolute inset-x-3 top-0 h-0.5 bg-ink md:inset-x-auto md:inset-y-3 md:-left-1.5 md:h-auto md:w-0.5"
									/>
								) : null}
								<Icon aria-hidden className="size-[1.125rem]" strokeWidth={current ? 2.1 : 1.75} />
								{label}
							</Link>
						</li>
					)
				})}
			</ul>
		</nav>
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

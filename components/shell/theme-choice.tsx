"use client"

import { Monitor, Moon, Sun } from "lucide-react"
import { useTheme } from "next-themes"
import { Button } from "#components/ui/button"
import { useInBrowser } from "#components/ui/in-browser"

const themes = [
	{ id: "system", word: "as the system", icon: Monitor },
	{ id: "light", word: "light", icon: Sun },
	{ id: "dark", word: "dark", icon: Moon },
] as const

/** Goes from system to light to dark and round again. The choice is known only in the browser. */
export function ThemeButton() {
	const { theme, setTheme } = useTheme()
	const inBrowser = useInBrowser()
	const index = Math.max(
		0,
		themes.findIndex(({ id }) => inBrowser && id === theme),
	)
	const { word, icon: Icon } = themes[index] ?? themes[0]
	const next = themes[(index + 1) % themes.length] ?? themes[0]
	return (
		<Button
			variant="quiet"
			size="icon"
			className="max-sm:hidden"
			title={`Theme: ${word}`}
			onClick={() => setTheme(next.id)}
		>
			<Icon aria-hidden />
			<span className="sr-only">
				Theme: {word}. Change to {next.word}
			</span>
		</Button>
	)
}

/** The three themes as a row of choices. */
export function ThemeChoice() {
	const { theme, setTheme } = useTheme()
	const inBrowser = useInBrowser()
	return (
		<fieldset className="flex flex-wrap gap-x-5 gap-y-1">
			<legend className="sr-only">Theme</legend>
			{themes.map(({ id, word, icon: Icon }) => (
				<label key={id} className="flex min-h-8 cursor-pointer items-center gap-2 text-sm">
					<input
						type="radio"
						name="theme"
						value={id}
						checked={inBrowser && theme === id}
						onChange={() => setTheme(id)}
						className="size-4 accent-ink"
					/>
					<Icon aria-hidden className="size-4 text-ink-faint" />
					{word}
				</label>
			))}
		</fieldset>
	)
}

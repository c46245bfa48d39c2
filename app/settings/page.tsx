import type { Metadata } from "next"
import { Suspense } from "react"
import { ThemeChoice } from "#components/shell/theme-choice"
import { PageHeading, SectionHeading } from "#components/ui/heading"
import { SkeletonRows } from "#components/ui/skeleton"
import { SettingsSection } from "./_sections/settings-section.tsx"

export const metadata: Metadata = { title: "Settings" }

/** What is in force. Everything but the theme is set where the program is started. */
export default function SettingsPage() {
	return (
		<div className="mx-auto max-w-4xl">
			<PageHeading
				title="Settings"
				lead="What is in force right now. Apart from the theme it is set by the environment that the program was started in."
			/>
			<section aria-labelledby="theme" className="mb-8">
				<SectionHeading id="theme">Theme</SectionHeading>
				<ThemeChoice />
			</section>
			<Suspense fallback={<SkeletonRows rows={8} />}>
				<SettingsSection />
			</Suspense>
		</div>
	)
}

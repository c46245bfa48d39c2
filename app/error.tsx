"use client"

import { Button, ButtonLink } from "#components/ui/button"
import { PageHeading } from "#components/ui/heading"

/** A page that could not be made: what is known, and the ways on. Details stay in the server's log. */
export default function ErrorPage({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
	const digest = error instanceof Error ? Reflect.get(error, "digest") : undefined
	return (
		<div className="mx-auto max-w-2xl py-8">
			<PageHeading
				title="This page could not be made."
				lead="Countersign itself still runs. The cause stands in its log, where it was started."
			/>
			{typeof digest === "string" ? (
				<p className="mb-4 text-ink-soft text-sm">
					In the log it is marked <code>{digest}</code>.
				</p>
			) : null}
			<div className="flex gap-2">
				<Button variant="primary" onClick={() => retry()}>
					Try again
				</Button>
				<ButtonLink href="/">To the overview</ButtonLink>
			</div>
		</div>
	)
}

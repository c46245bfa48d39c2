"use client"

import { useEffect, useRef, useState } from "react"
import { Button } from "#components/ui/button"
import { PageHeading } from "#components/ui/heading"
import { Textarea } from "#components/ui/input"
import type { SettingsVerdict } from "#diagnosis/coherence/judge-settings-text"
import { joinFiles } from "./join-files.tsx"
import { SettingsAnswer } from "./settings-answer.tsx"
import { settingsExamples } from "./settings-examples.tsx"

/** How long typing must pause before the text is judged, milliseconds. */
const pauseMs = 250
const charactersMax = 1_000_000

/** Paste settings, read what they amount to and what cannot work. All of it happens in this page. */
export function ConfigurationScreen() {
	const [text, setText] = useState("")
	const [verdict, setVerdict] = useState<SettingsVerdict>()
	const [problem, setProblem] = useState<string>()
	const area = useRef<HTMLTextAreaElement>(null)
	const input = useRef<HTMLInputElement>(null)

	useEffect(() => {
		if (text.trim() === "") return setVerdict(undefined)
		let isCurrent = true
		const timer = setTimeout(async () => {
			const { judgeSettingsText } = await import("#diagnosis/coherence/judge-settings-text")
			const judged = await judgeSettingsText(text, Date.now())
			if (isCurrent) setVerdict(judged)
		}, pauseMs)
		return () => {
			isCurrent = false
			clearTimeout(timer)
		}
	}, [text])

	const take = async (files: readonly File[]) => {
		const joined = await joinFiles(text, files, charactersMax)
		setProblem(joined.problem)
		setText(joined.text)
	}

	return (
		<div className="mx-auto max-w-5xl">
			<PageHeading
				title="Do these settings fit together?"
				lead="Paste the settings of a server, of its client, or of both, in any mixture. They are judged in this page: nothing of them is sent, stored or put into the address."
			/>
			<label htmlFor="settings-text" className="sr-only">
				Settings
			</label>
			<Textarea
				id="settings-text"
				ref={area}
				mono
				rows={8}
				wrap="off"
				autoCorrect="off"
				autoCapitalize="off"
				value={text}
				maxLength={charactersMax}
				onChange={(event) => setText(event.target.value)}
				onDragOver={(event) => event.dataTransfer.types.includes("Files") && event.preventDefault()}
				onDrop={(event) => {
					if (event.dataTransfer.files.length === 0) return
					event.preventDefault()
					void take([...event.dataTransfer.files])
				}}
				placeholder={
					"Environment variables, command lines,\nCompose, Kubernetes, cert-manager,\nEnvoy, Istio, nginx, SPIRE"
				}
				className="max-h-96 min-h-44 whitespace-pre"
			/>
			<div className="mt-2 flex flex-wrap items-center gap-2">
				<input
					ref={input}
					type="file"
					multiple
					aria-label="Files with settings"
					className="sr-only"
					tabIndex={-1}
					onChange={(event) => {
						void take([...(event.target.files ?? [])])
						event.target.value = ""
					}}
				/>
				<Button size="sm" onClick={() => input.current?.click()}>
					Add files
				</Button>
				{text === "" ? null : (
					<Button size="sm" variant="quiet" onClick={() => setText("")}>
						Clear
					</Button>
				)}
				<p className="text-ink-faint text-sm">Values that may be secret are never shown again below.</p>
			</div>
			{problem === undefined ? null : <p className="mt-2 text-broken">{problem}</p>}
			<div aria-live="polite" className="mt-6">
				{verdict === undefined ? (
					<Examples onChoose={setText} />
				) : (
					<SettingsAnswer
						verdict={verdict}
						onShow={(line) => area.current && selectLine(area.current, line)}
					/>
				)}
			</div>
		</div>
	)
}

function Examples({ onChoose }: { readonly onChoose: (text: string) => void }) {
	return (
		<section aria-label="Examples" className="border-line border-t pt-4">
			<p className="mb-2 text-ink-soft text-sm">Or look at one of these. Each has something wrong with it.</p>
			<ul className="flex flex-wrap gap-2">
				{settingsExamples.map(({ label, text }) => (
					<li key={label}>
						<Button size="sm" onClick={() => onChoose(text)}>
							{label}
						</Button>
					</li>
				))}
			</ul>
		</section>
	)
}

/** Marks a line of the text, counted from 1, and brings it into view. */
function selectLine(area: HTMLTextAreaElement, line: number): void {
	const lines = area.value.split("\n")
	const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0)
	area.focus()
	area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
	area.scrollTop = Math.max(0, (area.scrollHeight / lines.length) * (line - 3))
	area.scrollIntoView({ block: "center" })
}

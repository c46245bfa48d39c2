import { FolderOpen } from "lucide-react"
import { Button } from "#components/ui/button"
import { CopyButton } from "#components/ui/copy-button"

/** What stands here before a file is opened: where to drop it, and how one is made. */
export function OpenAdvice({
	onChoose,
	note,
	hasKeyLog,
}: {
	readonly onChoose: () => void
	readonly note: string | undefined
	readonly hasKeyLog: boolean
}) {
	return (
		<>
			<section
				aria-label="Open a capture"
				className="flex flex-col items-center gap-3 rounded-md border border-line-strong border-dashed bg-surface-raised px-4 py-12 text-center"
			>
				<p className="font-medium text-lg">
					{hasKeyLog ? "Drop the capture here." : "Drop a capture here, and its key log if there is one."}
				</p>
				<p className="max-w-prose text-ink-soft text-sm">
					.pcap or .pcapng, plain or gzip, of any size. Secrets inside a .pcapng are found by themselves.
				</p>
				<Button variant="primary" onClick={onChoose}>
					<FolderOpen aria-hidden />
					Choose files
				</Button>
				<p role="status" className="text-sm">
					{note}
				</p>
			</section>
			<section aria-label="How to make one" className="grid gap-x-10 gap-y-4 md:grid-cols-2">
				<Advice
					title="Capture"
					text="On the client's or the server's machine, from before the client connects."
				>
					tcpdump -i any -s 0 -w incident.pcap port 443
				</Advice>
				<Advice
					title="Key log"
					text="Without one, TLS 1.3 hides certificates, calls and most alerts. Either side can write it."
				>
					{
						"node --tls-keylog=keys.log client.js\nSSLKEYLOGFILE=keys.log curl …\nconfig.KeyLogWriter = file   // Go"
					}
				</Advice>
			</section>
		</>
	)
}

function Advice({
	title,
	text,
	children,
}: {
	readonly title: string
	readonly text: string
	readonly children: string
}) {
	return (
		<div className="min-w-0">
			<h2 className="font-semibold">{title}</h2>
			<p className="mt-0.5 text-ink-soft text-sm">{text}</p>
			<div className="mt-2 flex items-start gap-1 rounded-md bg-surface-sunken p-1">
				{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a code block that scrolls must be reachable by keyboard */}
				<pre tabIndex={0} className="min-w-0 flex-1 overflow-x-auto p-2 font-mono text-xs">
					{children}
				</pre>
				<CopyButton text={children} label={`Copy: ${title}`} className="mt-1" />
			</div>
		</div>
	)
}

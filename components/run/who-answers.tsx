import { SectionHeading } from "#components/ui/heading"
import { protocolMeanings } from "#components/ui/meaning"
import { Mono } from "#components/ui/mono"
import type { Report } from "#report/report"
import { AnswerRows } from "./answer-rows.tsx"

type Stack = NonNullable<Report["server"]["stack"]>

/** Which program answers, how sure that is, and what gave it away. */
export function WhoAnswers({ stack }: { readonly stack: Stack | undefined }) {
	return (
		<section aria-label="Who answers" className="mb-7 min-w-0 break-inside-avoid">
			<SectionHeading>Who answers</SectionHeading>
			<div className="border-line border-t pt-1.5 text-sm">
				{stack === undefined ? (
					<p className="text-ink-soft">No sign of any server that is known here.</p>
				) : (
					<>
						<Guess guess={stack} />
						{stack.front === undefined ? null : (
							<div className="mt-3">
								<p className="text-ink-faint">In front of it</p>
								<Guess guess={stack.front} />
							</div>
						)}
					</>
				)}
			</div>
		</section>
	)
}

function Guess({ guess }: { readonly guess: Omit<Stack, "front"> }) {
	return (
		<>
			<p>
				<span className="font-medium">{guess.name}</span>
				<span className="ml-2 text-ink-faint tabular">{Math.round(guess.confidence * 100)} % sure</span>
			</p>
			<ul className="mt-0.5 flex flex-col gap-0.5 text-ink-soft">
				{guess.signs.map((sign) => (
					<li key={sign} className="wrap-anywhere">
						{sign}
					</li>
				))}
			</ul>
		</>
	)
}

const questionWords = {
	"grpc-unknown-method": "gRPC, a method that does not exist",
	"grpc-web": "gRPC-Web",
	connect: "Connect",
	"connect-get": "Connect, GET",
	"cors-preflight": "CORS preflight",
	"non-grpc-content-type": "Another content type",
	"http1-get": "HTTP/1.1 GET",
	"h2c-on-tls-port": "HTTP/2 in the clear",
	reflection: "Reflection",
} as const satisfies Record<NonNullable<Report["protocols"]>["answers"][number]["question"], string>

/** Which protocols the port speaks, and beneath, folded, what was asked and answered. */
export function Protocols({ protocols }: { readonly protocols: NonNullable<Report["protocols"]> }) {
	return (
		<section aria-label="Protocols" className="mb-7 min-w-0 break-inside-avoid">
			<SectionHeading level={3}>Protocols on this port</SectionHeading>
			<AnswerRows
				rows={protocols.verdicts.map(({ protocol, verdict, text }) => ({
					name: protocol,
					meaning: protocolMeanings[verdict],
					note: text,
				}))}
			/>
			{protocols.answers.length === 0 ? null : (
				<details className="mt-1">
					<summary className="w-fit rounded-sm py-1 text-ink-soft text-sm hover:text-ink">
						What was asked, and what came back
					</summary>
					<ul className="mt-1 border-line border-t">
						{protocols.answers.map((answer, index) => (
							<li
								// biome-ignore lint/suspicious/noArrayIndexKey: one question may be put twice, and the answers never move
								key={`${index} ${answer.question}`}
								className="grid gap-x-4 border-line border-b py-1.5 text-sm sm:grid-cols-[10rem_minmax(0,1fr)]"
							>
								<span>
									{questionWords[answer.question]}
									<span className="block text-ink-faint text-xs">
										{answer.over}
										{answer.secure ? "" : ", in the clear"}
									</span>
								</span>
								<span className="min-w-0 text-ink-soft wrap-anywhere">
									{answer.how}
									{answer.body === undefined || answer.body === "" ? null : (
										<Mono className="block text-xs">{answer.body}</Mono>
									)}
								</span>
							</li>
						))}
					</ul>
				</details>
			)}
		</section>
	)
}

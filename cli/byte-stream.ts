/** A stream of the platform's kind over chunks that come one by one; cancelling it ends their source. */
export function byteStream(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
	const source = chunks[Symbol.asyncIterator]()
	return new ReadableStream<Uint8Array>(
		{
			pull: async (controller) => {
				const step = await source.next()
				if (step.done === true) controller.close()
				else controller.enqueue(step.value)
			},
			cancel: async () => {
				await source.return?.()
			},
		},
		{ highWaterMark: 0 },
	)
}

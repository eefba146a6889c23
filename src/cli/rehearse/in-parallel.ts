/** Does the work for each item, at most so many at a time, in their order, as long as `goesOn` says so. Rejects with the first failure when all that was begun has ended. */
export async function inParallel<Item>(
  items: readonly Item[],
  atATime: number,
  goesOn: () => boolean,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined && goesOn(); item = left.shift()) await work(item);
  };
  const ended = await Promise.allSettled(Array.from({ length: atATime }, worker));
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
}

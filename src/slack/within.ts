/**
 * What the work came to, or undefined when it was not there within `milliseconds`; the work goes on. A failure in time is
 * thrown here; a later one is the business of whoever else holds the promise.
 */
export const within = async <T>(work: Promise<T>, milliseconds: number): Promise<{ readonly value: T } | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  // Whoever lost interest must not be told of a failure by an unhandled rejection.
  work.catch(() => undefined);
  try {
    return await Promise.race([work.then((value) => ({ value })), late]);
  } finally {
    clearTimeout(timer);
  }
};

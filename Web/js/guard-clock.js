// The guard's phone's own clock, as it is: what is wrong with it is told, never mended in silence.
export const nowSeconds = () => Math.floor(Date.now() / 1000);

export const HOSTILE = `"><script>alert('x')</script></textarea>&amp;`;

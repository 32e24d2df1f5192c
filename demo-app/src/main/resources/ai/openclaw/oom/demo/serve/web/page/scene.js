document.getElementById("time").textContent = new Date().toLocaleTimeString([], { hour12: false });

// As the worker grows: 4 MB after 4 MB, every page of memory touched.
const held = [];
const period = Number(new URLSearchParams(location.search).get("grow"));
if (period) setInterval(() => held.push(new Uint8Array(4 << 20).fill(1)), period);

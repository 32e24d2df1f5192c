document.getElementById("time").textContent = new Date().toLocaleTimeString([], { hour12: false });

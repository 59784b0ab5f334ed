"""A browser's self-description as people would name it: "Chrome di Android"."""

# In this order: most browsers also claim to be the ones further down.
BROWSERS = {
    "Edg": "Edge",
    "SamsungBrowser": "Samsung Internet",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "CrOS": "Chromebook",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


def device_name(user_agent: str) -> str:
    """Browser and system, as far as they can be told."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "Peramban lain")
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), "perangkat lain")
    return f"{browser} di {system}"

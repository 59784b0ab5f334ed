"""The lives of a case and of what belongs to it, each on one screen; and the code lists of the forms."""

from tuntas.cases.states.codes import *  # noqa: F403 - one name for the other apps; each part says what it offers
from tuntas.cases.states.life import *  # noqa: F403 - as above
from tuntas.cases.states.outreach import *  # noqa: F403 - as above
from tuntas.cases.states.process import *  # noqa: F403 - as above
from tuntas.cases.states.work import *  # noqa: F403 - as above
